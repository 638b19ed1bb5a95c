import {
  Button,
  Label,
  Radio,
  RadioGroup,
  Slider,
  SliderThumb,
  SliderTrack,
  Switch,
} from 'react-aria-components'
import { allowNotifications } from '../alarm/attend.ts'
import { play, type SoundName } from '../alarm/sounds.ts'
import { useApp, useDesk, useValue } from '../hooks/use-app.ts'
import { watched } from '../model/floor.ts'
import type { Prefs } from '../model/prefs.ts'
import { t } from '../words/index.ts'
import { LanguageChoice } from './LanguageChoice.tsx'
import { RingsWhenClosed } from './RingsWhenClosed.tsx'

type SoundPref = 'ringSound' | 'messageSound' | 'endSound' | 'floorSound'

const SOUNDS: readonly { name: SoundName; pref: SoundPref; label: string }[] = [
  { name: 'request', pref: 'ringSound', label: t('A request rings') },
  { name: 'message', pref: 'messageSound', label: t('New message') },
  { name: 'ended', pref: 'endSound', label: t('A chat was ended') },
  { name: 'alarm', pref: 'floorSound', label: t('An alarm on the floor') },
]

/** The same in the popover of the rail and on the page of the settings. */
export function SoundsAndLook() {
  const app = useApp()
  const prefs = useValue(app.prefs)
  const supervises = useDesk((desk) => watched(desk).length > 0)
  const set = (changes: Partial<Prefs>) => app.prefs.set({ ...prefs, ...changes })
  return (
    <>
      <h2>{t('Sounds')}</h2>
      {SOUNDS.filter(({ name }) => name !== 'alarm' || supervises).map(({ name, pref, label }) => (
        <div key={pref} className="setting">
          <Switch isSelected={prefs[pref]} onChange={(on) => set({ [pref]: on })} className="switch">
            <span className="switch-track" />
            {label}
          </Switch>
          <Button
            className="link"
            aria-label={t('Play: {label}', { label })}
            onPress={() => play(name, prefs.volume)}
          >
            {t('Play')}
          </Button>
        </div>
      ))}
      <Volume volume={prefs.volume} set={(volume) => set({ volume })} />
      <h2>{t('Notifications')}</h2>
      <Switch
        className="switch"
        isSelected={prefs.notifications}
        onChange={(on) =>
          on
            ? void allowNotifications().then((notifications) => set({ notifications }))
            : set({ notifications: false })
        }
      >
        <span className="switch-track" />
        {t('On the desktop, when you look elsewhere')}
      </Switch>
      <RingsWhenClosed />
      <h2>{t('Look')}</h2>
      <Choice
        label={t('Colours')}
        value={prefs.theme}
        options={{ system: t('As the system'), light: t('Light'), dark: t('Dark') }}
        onChange={(theme) => set({ theme })}
      />
      <Choice
        label={t('Density')}
        value={prefs.density}
        options={{ comfortable: t('Comfortable'), compact: t('Compact') }}
        onChange={(density) => set({ density })}
      />
      <LanguageChoice />
    </>
  )
}

const Volume = ({ volume, set }: { volume: number; set: (volume: number) => void }) => (
  <Slider
    className="slider"
    value={volume}
    minValue={0}
    maxValue={100}
    step={10}
    onChange={(value) => set(Number(value))}
  >
    <Label>{t('Volume')}</Label>
    <SliderTrack className="slider-track">
      <SliderThumb className="slider-thumb" />
    </SliderTrack>
  </Slider>
)

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: Record<T, string>
  onChange: (value: T) => void
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <RadioGroup
      className="segments"
      value={value}
      onChange={(next) => onChange(next as T)}
      aria-label={label}
    >
      {(Object.keys(options) as T[]).map((option) => (
        <Radio key={option} value={option} className="segment">
          {options[option]}
        </Radio>
      ))}
    </RadioGroup>
  )
}

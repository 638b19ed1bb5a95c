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
import { RingsWhenClosed } from './RingsWhenClosed.tsx'

type SoundPref = 'ringSound' | 'messageSound' | 'endSound' | 'floorSound'

const SOUNDS: readonly { name: SoundName; pref: SoundPref; label: string }[] = [
  { name: 'request', pref: 'ringSound', label: 'A request rings' },
  { name: 'message', pref: 'messageSound', label: 'New message' },
  { name: 'ended', pref: 'endSound', label: 'A chat was ended' },
  { name: 'alarm', pref: 'floorSound', label: 'An alarm on the floor' },
]

/** The same in the popover of the rail and on the page of the settings. */
export function SoundsAndLook() {
  const app = useApp()
  const prefs = useValue(app.prefs)
  const supervises = useDesk((desk) => watched(desk).length > 0)
  const set = (changes: Partial<Prefs>) => app.prefs.set({ ...prefs, ...changes })
  return (
    <>
      <h2>Sounds</h2>
      {SOUNDS.filter(({ name }) => name !== 'alarm' || supervises).map(({ name, pref, label }) => (
        <div key={pref} className="setting">
          <Switch isSelected={prefs[pref]} onChange={(on) => set({ [pref]: on })} className="switch">
            <span className="switch-track" />
            {label}
          </Switch>
          <Button className="link" aria-label={`Play: ${label}`} onPress={() => play(name, prefs.volume)}>
            Play
          </Button>
        </div>
      ))}
      <Volume volume={prefs.volume} set={(volume) => set({ volume })} />
      <h2>Notifications</h2>
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
        On the desktop, when you look elsewhere
      </Switch>
      <RingsWhenClosed />
      <h2>Look</h2>
      <Choice
        label="Colours"
        value={prefs.theme}
        options={{ system: 'As the system', light: 'Light', dark: 'Dark' }}
        onChange={(theme) => set({ theme })}
      />
      <Choice
        label="Density"
        value={prefs.density}
        options={{ comfortable: 'Comfortable', compact: 'Compact' }}
        onChange={(density) => set({ density })}
      />
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
    <Label>Volume</Label>
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

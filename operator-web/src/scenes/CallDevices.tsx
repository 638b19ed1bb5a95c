/** Microphone and camera of the call: which, and whether the microphone hears anything. Nothing is asked for before it is opened. */
import { useEffect, useState } from 'react'
import { devicesFor, levels, trackOf, type Use } from '../desk/call-devices.ts'
import type { Call, Calls } from '../desk/calls.ts'
import { t } from '../words/index.ts'

interface Shown {
  readonly call: Call
  readonly own: MediaStream
  readonly calls: Calls
}

export function CallDevices(props: Shown) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="call-devices" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('Devices')}</summary>
      {isOpen && <Choosers {...props} />}
    </details>
  )
}

function Choosers({ call, own, calls }: Shown) {
  const [level, setLevel] = useState(0)
  useEffect(() => levels(own, setLevel), [own])
  return (
    <>
      <Chooser use="audio" label={t('Microphone')} own={own} calls={calls} />
      {call.kind === 'video' && <Chooser use="video" label={t('Camera')} own={own} calls={calls} />}
      <meter min={0} max={1} value={level} aria-label={t('How loud you are')} />
    </>
  )
}

function Chooser({ use, label, own, calls }: Omit<Shown, 'call'> & { use: Use; label: string }) {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([])
  useEffect(() => void devicesFor(use).then(setDevices), [use])
  return (
    <label>
      {label}
      <select
        value={trackOf(own, use)?.getSettings().deviceId}
        onChange={({ target }) => void calls.choose(use, target.value)}
      >
        {devices.map((device) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label}
          </option>
        ))}
      </select>
    </label>
  )
}

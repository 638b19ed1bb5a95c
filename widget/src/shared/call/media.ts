/** The visitor's microphone, camera and screen, as they allow it. */
import type { Kind } from './peer.ts'

export type MediaFault = 'refused' | 'device' | 'impossible'

export class MediaError extends Error {
  constructor(readonly fault: MediaFault) {
    super(fault)
  }
}

const FAULTS: Readonly<Record<string, MediaFault>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  AbortError: 'refused',
  NotFoundError: 'device',
  NotReadableError: 'device',
  OverconstrainedError: 'device',
}

/** Asks the browser, which asks the person; with a device, for that one alone. Throws MediaError. */
export async function captured(kind: Kind, deviceId?: string): Promise<MediaStream> {
  const { mediaDevices: devices } = navigator as { mediaDevices?: MediaDevices }
  try {
    if (kind === 'screen') {
      if (!devices?.getDisplayMedia) throw new MediaError('impossible')
      return await devices.getDisplayMedia({ video: { frameRate: 15 }, audio: false })
    }
    if (!devices) throw new MediaError('impossible')
    const only = deviceId === undefined ? true : { deviceId: { exact: deviceId } }
    const alone = deviceId !== undefined && kind === 'video'
    return await devices.getUserMedia({ audio: alone ? false : only, video: kind === 'video' && only })
  } catch (error) {
    if (error instanceof MediaError) throw error
    throw new MediaError(FAULTS[(error as DOMException).name] ?? 'impossible')
  }
}

export const stopped = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

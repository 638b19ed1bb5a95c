import { Button } from 'react-aria-components'
import type { Chat } from '../model/types.ts'
import { gapWords } from '../model/words.ts'
import { t } from '../words/index.ts'

interface GapProps {
  chat: Chat
  again: (() => void) | undefined
}

/** Stands where lines from the archive are missing. */
export const Gap = ({ chat, again }: GapProps) =>
  chat.gap ? (
    <div className="system gap">
      <span>{gapWords(chat)}</span>{' '}
      {chat.gap === 'left' && again && (
        <Button className="link" onPress={again}>
          {t('Try again')}
        </Button>
      )}
    </div>
  ) : null

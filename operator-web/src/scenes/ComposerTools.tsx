import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Icon } from '../components/Icon.tsx'
import { AttachButton, type Files } from './Files.tsx'

/** The most used ones; the system's own picker has the rest. */
const EMOJIS = [
  ...'\u{1F600} \u{1F603} \u{1F604} \u{1F609} \u{1F60A} \u{1F642} \u{1F60C} \u{1F914} \u{1F615} \u{1F622} \u{1F62E} \u{1F605}'.split(
    ' ',
  ),
  ...'\u{1F44D} \u{1F44E} \u{1F44B} \u{1F64F} \u{1F44F} \u{1F4AA} \u{1F91D} \u{2764}\u{FE0F} \u{1F389} \u{2705} \u{274C} \u{26A0}\u{FE0F}'.split(
    ' ',
  ),
  ...'\u{1F4E6} \u{1F69A} \u{1F4B3} \u{1F4E7} \u{1F4DE} \u{1F4C5} \u{23F3} \u{1F50D} \u{1F4A1} \u{1F525} \u{1F31F} \u{2615}'.split(
    ' ',
  ),
]

/** What can be put into a message beside words. */
export function ComposerTools({
  insert,
  files,
}: {
  insert: (text: string) => void
  files: Files | undefined
}) {
  return (
    <div className="composer-tools">
      {files && <AttachButton files={files} />}
      <DialogTrigger>
        <Button className="tool" aria-label="Emoji">
          <Icon name="smile" />
        </Button>
        <Popover className="popover" placement="top start">
          <Dialog className="emojis" aria-label="Emoji">
            {({ close }) =>
              EMOJIS.map((emoji) => (
                <Button
                  key={emoji}
                  className="emoji"
                  onPress={() => {
                    insert(emoji)
                    close()
                  }}
                >
                  {emoji}
                </Button>
              ))
            }
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  )
}

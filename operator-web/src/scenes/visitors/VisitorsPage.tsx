import { Empty } from '../../components/Empty.tsx'
import { useDesk } from '../../hooks/use-app.ts'
import { onSite } from '../../model/visitors.ts'
import { Visitor } from '../Visitors.tsx'

/** Who is on the site now (D4). */
export default function VisitorsPage() {
  const visitors = onSite(useDesk((desk) => desk.visitors))
  return (
    <div className="page-body">
      <h2 className="page-title">
        Visitors <span className="count">{visitors.length}</span>
      </h2>
      {visitors.length === 0 ? (
        <Empty title="Nobody is on the site">
          <p>Who reads a page of a site that allows it appears here.</p>
        </Empty>
      ) : (
        <ul className="card visitors-list">
          {visitors.map((visitor) => (
            <Visitor key={visitor.visitor} visitor={visitor} />
          ))}
        </ul>
      )}
    </div>
  )
}

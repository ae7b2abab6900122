using Devices;
using Hal;

/// <summary>The same, where the work may stop in between.</summary>
public sealed class LookAheadLeaves<THal>(DmaEngine engine) where THal : struct, IHal
{
    public void A(DmaBuffer[] parts)
    {
        PhysAddr next = THal.Share(parts[0], BufferDirection.DriverToDevice);
        for (int i = 0; i < parts.Length; i++)
        {
            PhysAddr current = next;
            bool last = i + 1 == parts.Length;
            if (!last)
            {
                next = THal.Share(parts[i + 1], BufferDirection.DriverToDevice);
            }

            bool done = engine.WaitFor(1, 10);
            THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
            if (!done)
            {
                if (!last)
                {
                    THal.Unshare(next, parts[i + 1], BufferDirection.DriverToDevice);
                }

                return;
            }
        }
    }
    public void B(DmaBuffer[] parts)
    {
        PhysAddr next = THal.Share(parts[0], BufferDirection.DriverToDevice);
        for (int i = 0; i < parts.Length; i++)
        {
            PhysAddr current = next;
            bool last = i + 1 >= parts.Length;
            if (!last)
            {
                next = THal.Share(parts[i + 1], BufferDirection.DriverToDevice);
            }

            bool done = engine.WaitFor(1, 10);
            THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
            if (!done)
            {
                if (!last)
                {
                    THal.Unshare(next, parts[i + 1], BufferDirection.DriverToDevice);
                }

                break;
            }
        }
    }
    public void C(DmaBuffer[] parts)
    {
        PhysAddr next = THal.Share(parts[0], BufferDirection.DriverToDevice);
        for (int i = 0; i < parts.Length; i++)
        {
            PhysAddr current = next;
            bool last = i + 1 >= parts.Length;
            if (!last)
            {
                next = THal.Share(parts[i + 1], BufferDirection.DriverToDevice);
            }

            bool done = engine.WaitFor(1, 10);
            if (!done)
            {
                if (!last)
                {
                    THal.Unshare(next, parts[i + 1], BufferDirection.DriverToDevice);
                }

                THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
                break;
            }
            THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
        }
    }
}

using Devices;
using Hal;

/// <summary>Unmap takes the address by reference and clears it, so a second call does nothing.</summary>
public sealed class RefUnmap<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Send(DmaBuffer data, bool twice)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        bool ok = _device.Submit(at, data.Length);
        if (!ok || !twice)
        {
            Unmap(ref at, data);
        }

        if (ok && twice)
        {
            ok = _device.Submit(at, data.Length);
        }

        Unmap(ref at, data);
        return ok;
    }

    private static void Unmap(ref PhysAddr at, DmaBuffer data)
    {
        if (at == default)
        {
            return;
        }

        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        at = default;
    }
}

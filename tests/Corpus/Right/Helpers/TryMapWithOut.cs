using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;

/// <summary>A Try method whose out address is a duty only where it returned true.</summary>
public sealed class TryMapper<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Send(DmaBuffer data)
    {
        if (!TryMap(data, out PhysAddr at))
        {
            return false;
        }

        bool ok = _device.Submit(at, data.Length);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return ok;
    }

    public int SendNested(DmaBuffer first, DmaBuffer second)
    {
        if (TryMap(first, out PhysAddr a))
        {
            int sent = 1;
            if (TryMap(second, out PhysAddr b))
            {
                _device.Submit(b, second.Length);
                THal.Unshare(b, second, BufferDirection.DriverToDevice);
                sent++;
            }

            THal.Unshare(a, first, BufferDirection.DriverToDevice);
            return sent;
        }

        return 0;
    }

    private bool TryMap(DmaBuffer data, [NotNullWhen(true)] out PhysAddr at)
    {
        if (!_device.Ready)
        {
            at = default;
            return false;
        }

        at = THal.Share(data, BufferDirection.DriverToDevice);
        return true;
    }
}

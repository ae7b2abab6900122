using Devices;
using Hal;

/// <summary>A Try method that shares, finds the address out of the device's reach, and takes the share back before it says false.</summary>
public sealed class ReachableMapper<THal>
    where THal : struct, IHal
{
    private const ulong Reach = 1UL << 36;
    private readonly Device _device = new();

    private static bool TryMap(DmaBuffer data, out PhysAddr at, out string? reason)
    {
        at = THal.Share(data, BufferDirection.Both);
        if ((at + data.Length).Value > Reach)
        {
            THal.Unshare(at, data, BufferDirection.Both);
            reason = "out of reach";
            return false;
        }

        reason = null;
        return true;
    }

    public void Exchange(DmaBuffer data)
    {
        bool mapped = TryMap(data, out PhysAddr at, out string? reason);
        if (mapped)
        {
            _device.Program(at, data.Length);
            _device.Wait(10);
        }
        else
        {
            Log.Info(reason!);
        }

        if (mapped)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;

/// <summary>Annotated producers, by return value and by out, and a caller that ends what they gave.</summary>
public sealed class Producers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    [return: MustUnshare]
    public PhysAddr Map(DmaBuffer data) => THal.Share(data, BufferDirection.DriverToDevice);

    public bool TryMap(DmaBuffer data, [MustUnshare] out PhysAddr at)
    {
        if (data.Length > 65536)
        {
            at = default;
            return false;
        }

        at = THal.Share(data, BufferDirection.DriverToDevice);
        return true;
    }

    public void Use(DmaBuffer head, DmaBuffer tail)
    {
        PhysAddr headAt = Map(head);
        if (TryMap(tail, out PhysAddr tailAt))
        {
            _device.Program(tailAt, tail.Length);
            _device.Wait(10);
            THal.Unshare(tailAt, tail, BufferDirection.DriverToDevice);
        }

        THal.Unshare(headAt, head, BufferDirection.DriverToDevice);
    }
}

using Devices;
using Hal;

/// <summary>Static local functions map and unmap; nothing is captured.</summary>
public sealed class StaticLocals<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Write(DmaBuffer head, DmaBuffer body)
    {
        PhysAddr headAt = Map(head);
        PhysAddr bodyAt = Map(body);
        bool ok = _device.Submit(headAt, head.Length) && _device.Submit(bodyAt, body.Length);
        _device.Wait(10);
        Unmap(bodyAt, body);
        Unmap(headAt, head);
        return ok;

        static PhysAddr Map(DmaBuffer part) => THal.Share(part, BufferDirection.DriverToDevice);

        static void Unmap(PhysAddr at, DmaBuffer part) => THal.Unshare(at, part, BufferDirection.DriverToDevice);
    }
}

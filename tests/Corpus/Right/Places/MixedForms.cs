using Devices;
using Hal;

/// <summary>A share made in one form and ended in another: by its parts, after Detach, as a copy, out of a box.</summary>
public sealed class MixedForms<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int SharedByHal(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.Both);
        int status = _device.Start(share.Paddr, share.Buffer.Length);
        THal.Unshare(share.Paddr, share.Buffer, share.Direction);
        return status;
    }

    public int DetachedByHal(DmaBuffer data)
    {
        using var scope = new SharedScope<THal>(data, BufferDirection.DriverToDevice);
        int status = _device.Start(scope.Paddr, data.Length);
        Shared<THal> share = scope.Detach();
        (PhysAddr at, DmaBuffer buffer) = (share.Paddr, share.Buffer);
        THal.Unshare(at, buffer, BufferDirection.DriverToDevice);
        return status;
    }

    public int CopiedValue(DmaBuffer data)
    {
        Shared<THal> first = new(data, BufferDirection.DeviceToDriver);
        Shared<THal> copy = first;
        int status = _device.Start(first.Paddr, copy.Buffer.Length);
        copy.Unshare();
        return status;
    }

    public int Boxed(DmaBuffer data)
    {
        object boxed = new Shared<THal>(data, BufferDirection.DeviceToDriver);
        int status = _device.Start(((Shared<THal>)boxed).Paddr, data.Length);
        if (boxed is Shared<THal> share)
        {
            share.Unshare();
        }

        return status;
    }
}

using Devices;
using Hal;

/// <summary>A default buffer stands for "no data": IsEmpty guards both ends, and Shared of default does nothing.</summary>
public sealed unsafe class MaybeEmpty<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(byte* data, int length)
    {
        DmaBuffer buffer = length > 0 ? new DmaBuffer(data, length) : default;
        PhysAddr at = default;
        if (!buffer.IsEmpty)
        {
            at = THal.Share(buffer, BufferDirection.DriverToDevice);
        }

        int status = _device.Start(at, buffer.Length);
        if (!buffer.IsEmpty)
        {
            THal.Unshare(at, buffer, BufferDirection.DriverToDevice);
        }

        return status;
    }

    public int RunWithShare(byte* data, int length)
    {
        Shared<THal> share = default;
        if (length > 0)
        {
            share = new Shared<THal>(new DmaBuffer(data, length), BufferDirection.DriverToDevice);
        }

        int status = _device.Start(share.Paddr, length);
        share.Unshare();
        return status;
    }
}

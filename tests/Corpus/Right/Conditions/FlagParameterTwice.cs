using Devices;
using Hal;

/// <summary>A parameter decides whether the buffer needs a mapping, before and after the transfer.</summary>
public sealed class OptionalMapping<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, PhysAddr known, bool isMapped)
    {
        PhysAddr at = known;
        if (!isMapped)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, data.Length);
        if (status < 0)
        {
            _device.Reset();
        }

        if (!isMapped)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }
}

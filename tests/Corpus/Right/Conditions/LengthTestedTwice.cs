using Devices;
using Hal;

/// <summary>A control transfer with an optional data stage: the length is asked three times in three spellings.</summary>
public sealed unsafe class ControlTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public int Run(byte* data, int length)
    {
        PhysAddr at = default;
        if (length > 0)
        {
            at = THal.Share(new DmaBuffer(data, length), BufferDirection.Both);
        }

        int status = _host.Start(at, length);
        if (length <= 0)
        {
            return status;
        }

        if (status < 0)
        {
            _host.Reset();
        }

        THal.Unshare(at, new DmaBuffer(data, length), BufferDirection.Both);
        return length >= 1 ? data[0] : 0;
    }
}

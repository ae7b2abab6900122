using Devices;
using Hal;

/// <summary>A helper with more ways out than anyone counts; in each it leaves the share to its caller.</summary>
public sealed class ManyReturns<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private int Classify(PhysAddr at, DmaBuffer data)
    {
        int status = _device.Start(at, data.Length);
        switch (status)
        {
            case 0:
                return 1;
            case 1:
                return _device.Ready ? 2 : 3;
            case 2:
            case 3:
                return 4;
            case -1:
                _device.Reset();
                return -1;
            case -2:
                throw new DeviceException("gone");
            case > 100:
                return _device.Poll() ? 5 : _device.Wait(1) ? 6 : 7;
        }

        if (data.Length > 4096)
        {
            return 8;
        }

        return status < 0 ? -2 : 9;
    }

    public int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int kind;
        try
        {
            kind = Classify(at, data);
            if (kind == 7)
            {
                kind = Classify(at, data) + Classify(at, data);
            }
        }
        finally
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return kind;
    }

    public int RunStraight(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int kind = Classify(at, data);
        int again = kind < 0 ? Classify(at, data) : Classify(at, data) * 2;
        THal.Unshare(at, data, BufferDirection.Both);
        return kind + again;
    }
}

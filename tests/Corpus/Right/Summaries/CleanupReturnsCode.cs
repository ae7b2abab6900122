using Devices;
using Hal;

/// <summary>Return statements go through a helper that ends everything and hands the code on.</summary>
public sealed class FailHelper<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private int Fail(PhysAddr at, DmaBuffer data, int code)
    {
        _device.Reset();
        THal.Unshare(at, data, BufferDirection.Both);
        return code;
    }

    private T End<T>(in Shared<THal> share, T result)
    {
        share.Unshare();
        return result;
    }

    public int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        if (!_device.Submit(at, data.Length))
        {
            return Fail(at, data, -16);
        }

        if (!_device.Wait(10))
        {
            return Fail(at, data, -110);
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return data[0] == 0 ? 0 : -5;
    }

    public string RunText(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.Both);
        return _device.Submit(share.Paddr) ? _device.Wait(10) ? End(share, "done") : End(share, "late") : End(share, "refused");
    }
}

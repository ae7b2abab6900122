using Devices;
using Hal;

/// <summary>One branch ends the share and touches the buffer at once, the other does so later.</summary>
public sealed class EarlyEnd<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        bool ended = false;
        if (_device.Start(at, data.Length) == 0)
        {
            THal.Unshare(at, data, BufferDirection.DeviceToDriver);
            ended = true;
            data[0] |= 1;
        }
        else
        {
            _device.Reset();
        }

        int first = ended ? data[0] : -1;
        if (!ended)
        {
            THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        }

        data.AsSpan().Clear();
        return first;
    }

    public int RunScope(DmaBuffer data)
    {
        using var scope = new SharedScope<THal>(data, BufferDirection.Both);
        _device.Program(scope.Paddr, data.Length);
        if (!_device.Wait(10))
        {
            return -110;
        }

        scope.Dispose();
        data[0]++;
        return data[0];
    }

    public int RunDetached(DmaBuffer data)
    {
        using var scope = new SharedScope<THal>(data, BufferDirection.Both);
        int status = _device.Start(scope.Paddr, data.Length);
        scope.Detach().Unshare();
        return status + data[0];
    }
}

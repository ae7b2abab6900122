using Devices;
using Hal;

/// <summary>The device reports an address; it is compared with the share's before it is unshared by the reported name.</summary>
public sealed class ReportedAddress<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly Queue _queue = new();

    public bool Run(DmaBuffer data)
    {
        PhysAddr mine = THal.Share(data, BufferDirection.Both);
        _device.Program(mine, data.Length);
        _device.Wait(10);
        var reported = new PhysAddr(((ulong)_device.ReadRegister(4) << 32) | _device.ReadRegister(0));
        if (reported != mine)
        {
            _device.Reset();
            THal.Unshare(mine, data, BufferDirection.Both);
            return false;
        }

        THal.Unshare(reported, data, BufferDirection.Both);
        return true;
    }

    public void RunQueue(DmaBuffer data)
    {
        PhysAddr mine = THal.Share(data, BufferDirection.Both);
        _queue.Add(mine, data);
        while (!(_queue.TryPop(out PhysAddr done, out DmaBuffer buffer) && done == mine && buffer == data))
        {
        }

        THal.Unshare(mine, data, BufferDirection.Both);
    }
}

using Devices;
using Hal;

public sealed unsafe class GotoErrorLadder<THal>(Device device, InterruptLine line, PowerDomain power) where THal : struct, IHal
{
    private DmaAllocation _queue;
    private PhysAddr _config;
    private DmaBuffer _configBuffer;
    private bool _up;

    public int Open(DmaBuffer config)
    {
        int err = power.Enable();
        if (err != 0)
        {
            return err;
        }

        PhysAddr c = default;
        DmaAllocation q = THal.DmaAlloc(4, BufferDirection.Both);
        if (q.Paddr.Value == 0)
        {
            err = -12;
            goto powerOff;
        }

        c = THal.Share(config, BufferDirection.Both);
        if (!line.TryAttach(OnInterrupt))
        {
            err = -16;
            goto unmap;
        }

        err = device.Start(q.Paddr, 4 * HalConstants.PageSize);
        if (err != 0)
        {
            goto detach;
        }

        device.Program(c, config.Length);
        _queue = q;
        _config = c;
        _configBuffer = config;
        _up = true;
        return 0;

    detach:
        line.Detach();
    unmap:
        THal.Unshare(c, config, BufferDirection.Both);
        if (THal.DmaDealloc(q.Paddr, q.Vaddr, 4) != 0)
        {
            Log.Info("the queue is lost");
        }

    powerOff:
        power.Disable();
        return err;
    }

    public void Close()
    {
        if (!_up)
        {
            return;
        }

        device.Reset();
        line.Detach();
        THal.Unshare(_config, _configBuffer, BufferDirection.Both);
        _ = THal.DmaDealloc(_queue.Paddr, _queue.Vaddr, 4);
        _up = false;
        power.Disable();
    }

    private void OnInterrupt() => _ = device.Poll();
}

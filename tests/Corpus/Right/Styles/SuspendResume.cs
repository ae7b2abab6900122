using Devices;
using Hal;

public sealed class SuspendResume<THal>(Ring ring, DmaBuffer[] buffers) where THal : struct, IHal
{
    private readonly PhysAddr[] _addresses = new PhysAddr[buffers.Length];
    private bool _running;

    public void Start()
    {
        if (_running)
        {
            return;
        }

        for (int i = 0; i < buffers.Length; i++)
        {
            _addresses[i] = THal.Share(buffers[i], BufferDirection.DeviceToDriver);
            ring.Post(i, _addresses[i], buffers[i].Length);
        }

        _running = true;
        ring.Doorbell();
    }

    public void Suspend()
    {
        if (!_running)
        {
            return;
        }

        ring.Stop();
        for (int i = 0; i < buffers.Length; i++)
        {
            THal.Unshare(_addresses[i], buffers[i], BufferDirection.DeviceToDriver);
            _addresses[i] = default;
        }

        _running = false;
    }

    public void Resume() => Start();
}

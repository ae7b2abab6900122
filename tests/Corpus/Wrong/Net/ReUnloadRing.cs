using Devices;
using Hal;

namespace Drivers;

// Like fixes in NetBSD (re): the loop that unmaps the receive ring ends one descriptor early.
internal sealed class ReInterface<THal>(Ring ring, DmaBuffer pool)
    where THal : struct, IHal
{
    private const int Count = 64;
    private const int Size = 2048;

    private readonly PhysAddr[] _maps = new PhysAddr[Count];
    private bool _running;

    public bool Start()
    {
        if (_running || pool.Length < Count * Size)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            _maps[i] = THal.Share(Part(i), BufferDirection.DeviceToDriver); //! HAL1002 (no fix: field)
            ring.Post(i, _maps[i], Size);
        }

        ring.Doorbell();
        _running = true;
        return true;
    }

    public void Stop()
    {
        if (!_running)
        {
            return;
        }

        ring.Stop();
        for (int i = 0; i < Count - 1; i++)
        {
            THal.Unshare(_maps[i], Part(i), BufferDirection.DeviceToDriver);
        }

        _running = false;
    }

    private DmaBuffer Part(int i) => pool.Slice(i * Size, Size);
}

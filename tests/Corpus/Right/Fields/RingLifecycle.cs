using Devices;
using Hal;

namespace Drivers;

// A ring with separate Start, Stop, Reset and Clear that share one set of books. Clear alone ends shares; Stop and Reset stop the device
// and then call it, Start finds an empty ring.
internal sealed class RingLifecycle<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Shared<THal>[] _shares;
    private bool _running;
    private int _live;

    public RingLifecycle(Ring ring)
    {
        _ring = ring;
        _shares = new Shared<THal>[ring.Size];
    }

    public void Start()
    {
        _running = _live == 0;
        _ring.Head = 0;
        _ring.Tail = 0;
    }

    public bool Post(DmaBuffer buffer)
    {
        if (!_running)
        {
            return false;
        }

        var shared = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
        if (!_ring.TryPost(shared.Paddr, buffer.Length, out int index))
        {
            shared.Unshare();
            return false;
        }

        _shares[index] = shared;
        _live++;
        return true;
    }

    public void OnCompleted(int index)
    {
        if (!_shares[index].Buffer.IsEmpty)
        {
            _shares[index].Unshare();
            _shares[index] = default;
            _live--;
        }
    }

    public void Stop()
    {
        _running = false;
        _ring.Stop();
        Clear();
    }

    public void Reset()
    {
        bool wasRunning = _running;
        Stop();
        if (wasRunning)
        {
            Start();
        }
    }

    private void Clear()
    {
        for (int i = 0; i < _shares.Length; i++)
        {
            OnCompleted(i);
        }
    }
}

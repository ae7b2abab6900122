using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A transmit ring with two running counters: what was posted and what was cleaned. The difference of the counters is what is live, also
// when they wrap; stopping cleans up to the posted one.
public sealed class CountedTransmit<THal>
    where THal : struct, IHal
{
    private const uint Mask = 63;
    private readonly Ring _ring;
    private readonly PhysAddr[] _addresses = new PhysAddr[Mask + 1];
    private readonly DmaBuffer[] _frames = new DmaBuffer[Mask + 1];
    private uint _posted;
    private uint _cleaned;

    public CountedTransmit(Ring ring) => _ring = ring;

    public bool Send(DmaBuffer frame)
    {
        if (_posted - _cleaned > Mask)
        {
            return false;
        }

        uint slot = _posted & Mask;
        _addresses[slot] = THal.Share(frame, DriverToDevice);
        _frames[slot] = frame;
        _ring.Post((int)slot, _addresses[slot], frame.Length);
        _posted++;
        _ring.Doorbell();
        return true;
    }

    public void Clean()
    {
        while (_cleaned != _posted && _ring.IsDone((int)(_cleaned & Mask)))
        {
            CleanOne();
        }
    }

    public void Stop()
    {
        _ring.Stop();
        while (_cleaned != _posted)
        {
            CleanOne();
        }
    }

    private void CleanOne()
    {
        uint slot = _cleaned & Mask;
        THal.Unshare(_addresses[slot], _frames[slot], DriverToDevice);
        _frames[slot] = default;
        _cleaned++;
    }
}

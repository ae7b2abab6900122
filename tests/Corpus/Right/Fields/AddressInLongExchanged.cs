using System.Threading;
using Devices;
using Hal;

/// <summary>The address is kept as a 64-bit number so that it can be exchanged atomically; 0 means none, as a share never has it.</summary>
public sealed class AtomicAddress<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly DmaBuffer _buffer;
    private ulong _raw;

    public AtomicAddress(DmaBuffer buffer) => _buffer = buffer;

    public bool TryStart()
    {
        if (Volatile.Read(ref _raw) != 0)
        {
            return false;
        }

        PhysAddr at = THal.Share(_buffer, BufferDirection.DeviceToDriver);
        if (Interlocked.CompareExchange(ref _raw, at.Value, 0) != 0)
        {
            THal.Unshare(at, _buffer, BufferDirection.DeviceToDriver);
            return false;
        }

        _device.Program(at, _buffer.Length);
        return true;
    }

    public void Stop()
    {
        ulong raw = Interlocked.Exchange(ref _raw, 0);
        if (raw != 0)
        {
            _device.Reset();
            THal.Unshare(new PhysAddr(raw), _buffer, BufferDirection.DeviceToDriver);
        }
    }
}

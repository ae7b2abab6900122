using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "i2c: qcom-geni: Fix GPI DMA buffer sync-back": both members name the same direction.
public sealed class ReceiveChannel<THal>(SerialPort port, PinnedBuffer memory)
    where THal : struct, IHal
{
    private PhysAddr _address;
    private bool _running;

    public void Start()
    {
        if (_running)
        {
            return;
        }

        _address = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver);
        port.StartReceive(_address, memory.Buffer.Length);
        _running = true;
    }

    public int Stop(Span<byte> into)
    {
        if (!_running)
        {
            return 0;
        }

        int count = Math.Min(port.StopReceive(), into.Length);
        THal.Unshare(_address, memory.Buffer, BufferDirection.DeviceToDriver);
        _running = false;
        memory.Buffer.AsReadOnlySpan().Slice(0, count).CopyTo(into);
        return count;
    }
}

using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "i2c: qcom-geni: Fix GPI DMA buffer sync-back": what one member maps for the device to write, another unmaps
// as if the device had read it.
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
        THal.Unshare(_address, memory.Buffer, BufferDirection.DriverToDevice); //! HAL1005
        _running = false;
        memory.Buffer.AsReadOnlySpan().Slice(0, count).CopyTo(into);
        return count;
    }
}

using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in coreboot (qualcomm qup spi): the word is written to native memory, and that memory is shared.
internal sealed unsafe class QupCommand<THal>(Device qup)
    where THal : struct, IHal
{
    public bool Send(uint word, int milliseconds)
    {
        using var memory = new PinnedBuffer(sizeof(uint));
        DmaBuffer command = memory.Buffer;
        *(uint*)command.Pointer = (word << 8) | (word >> 24);
        PhysAddr address = THal.Share(command, DriverToDevice);
        bool sent;
        if (!qup.Submit(address, sizeof(uint)))
        {
            sent = false;
        }
        else
        {
            sent = qup.Wait(milliseconds);
            qup.Reset();
        }

        THal.Unshare(address, command, DriverToDevice);
        return sent;
    }
}

using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "dma: ti: k3-udma: Avoid Memory leak issues during dma memcpy" (c6d6dbbe72c): the descriptor of each copy was
// allocated and never freed.
public sealed unsafe class K3Udma<THal>
    where THal : struct, IHal
{
    private const uint Type15 = 15;

    private readonly Device _channel;

    public K3Udma(Device channel) => _channel = channel;

    public int MemoryCopy(PhysAddr destination, PhysAddr source, uint length)
    {
        var descriptor = new Dma<THal>(1, Both); //! HAL2002
        uint* tr = descriptor.Pointer<uint>(16);
        tr[0] = Type15;
        tr[1] = (length & 0xFFFF) | (1u << 16);
        *(ulong*)(tr + 2) = source.Value;
        *(ulong*)(tr + 8) = destination.Value;
        _channel.Program(descriptor.Paddr, 80);
        _channel.Kick();
        if (!_channel.Wait(1000))
        {
            _channel.Reset();
            return -110;
        }

        return tr[12] == 0 ? 0 : -5;
    }
}

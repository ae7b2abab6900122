using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "usb: dwc3: core: fix memory leaks in event buffer cleanup": the cleanup takes the event buffers from the
// controller and drops the table, but gives no buffer back.
public sealed unsafe class Dwc3Core<THal>(Device controller)
    where THal : struct, IHal
{
    private const int EventBuffers = 2;
    private const int BufferAddress = 0x400;
    private const int BufferSize = 0x408;

    private Dma<THal>?[] _events = new Dma<THal>?[EventBuffers];

    public void Setup()
    {
        for (int i = 0; i < EventBuffers; i++)
        {
            if (_events[i] is not null)
            {
                continue;
            }

            var buffer = new Dma<THal>(1, DeviceToDriver); //! HAL2002 (no fix: field)
            _events[i] = buffer;
            controller.WriteRegister(BufferAddress + i * 16, buffer.Paddr.Value);
            controller.WriteRegister(BufferSize + i * 16, HalConstants.PageSize);
        }
    }

    public uint FirstEvent(int index) => _events[index] is { } buffer ? *buffer.Pointer<uint>(0) : 0;

    public void Cleanup()
    {
        for (int i = 0; i < EventBuffers; i++)
        {
            controller.WriteRegister(BufferSize + i * 16, 0);
            controller.WriteRegister(BufferAddress + i * 16, 0);
        }

        _events = new Dma<THal>?[EventBuffers];
    }
}

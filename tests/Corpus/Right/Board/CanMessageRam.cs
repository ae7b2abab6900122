using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A CAN controller with transmit elements in DMA memory and an event ring that the controller writes. Both regions are owned by fields,
// are made in one place with unwinding, and are freed after the controller has stopped.
public sealed unsafe class CanMessageRam<THal> : IDisposable
    where THal : struct, IHal
{
    private struct Element
    {
        public uint Id;
        public uint Control;
        public ulong Data;
    }

    private readonly Device _controller;
    private readonly Dma<THal> _transmit;
    private readonly Dma<THal> _events;
    private int _next;

    public CanMessageRam(Device controller)
    {
        _controller = controller;
        _transmit = new Dma<THal>(1, DriverToDevice);
        try
        {
            _events = new Dma<THal>(1, DeviceToDriver);
        }
        catch
        {
            _transmit.Dispose();
            throw;
        }

        controller.Program(_transmit.Paddr, (int)_transmit.Length);
        controller.Program(_events.Paddr, (int)_events.Length);
    }

    private int Elements => (int)_transmit.Length / sizeof(Element);

    public void Send(uint id, ulong data, int length)
    {
        Element* element = _transmit.Pointer<Element>((nuint)(_next * sizeof(Element)));
        element->Id = id;
        element->Data = data;
        Volatile.Write(ref element->Control, (uint)length << 16 | 1u << 31);
        _next = (_next + 1) % Elements;
        _controller.Kick();
    }

    public bool TryReadEvent(int index, out uint id)
    {
        Element* sent = _events.Pointer<Element>((nuint)(index % Elements * sizeof(Element)));
        id = sent->Id;
        return (Volatile.Read(ref sent->Control) & 1u << 31) != 0;
    }

    public void Dispose()
    {
        _controller.Reset();
        _transmit.Dispose();
        _events.Dispose();
    }
}

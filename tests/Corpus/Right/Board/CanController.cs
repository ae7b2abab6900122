using System;
using System.Runtime.InteropServices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A CAN controller that reads and writes its message objects in memory. Message memory is coherent and split by constants; Stop takes
// the controller off the bus before the memory goes.
internal sealed unsafe class CanController<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct Message
    {
        public uint Identifier;
        public uint Length;
        public fixed byte Data[8];
    }

    private const int TransmitCount = 32;
    private const int ReceiveCount = 64;

    private readonly MmioRegion _registers;
    private Dma<THal>? _memory;
    private uint _sent;
    private uint _received;

    public CanController(MmioRegion registers) => _registers = registers;

    public void Start()
    {
        if (_memory is not null)
        {
            return;
        }

        nuint bytes = (nuint)((TransmitCount + ReceiveCount) * sizeof(Message));
        _memory = new Dma<THal>(HalConstants.PagesFor(bytes), Both);
        _registers.Write64(0x10, _memory.Paddr.Value);
        _registers.Write64(0x18, _memory.PaddrAt((nuint)(TransmitCount * sizeof(Message))).Value);
        _registers.Write32(0x00, 1);
    }

    public bool Send(in Message message)
    {
        if (_memory is null || _sent - _registers.Read32(0x20) >= TransmitCount)
        {
            return false;
        }

        Message* ring = _memory.Pointer<Message>(0);
        ring[_sent % TransmitCount] = message;
        _registers.Write32(0x24, ++_sent);
        return true;
    }

    public bool TryReceive(out Message message)
    {
        message = default;
        if (_memory is null || _registers.Read32(0x28) == _received)
        {
            return false;
        }

        nuint offset = (nuint)((TransmitCount + (int)(_received % ReceiveCount)) * sizeof(Message));
        message = *_memory.Pointer<Message>(offset);
        _registers.Write32(0x2C, ++_received);
        return true;
    }

    public void Dispose()
    {
        _registers.Write32(0x00, 0);
        _memory?.Dispose();
        _memory = null;
    }
}

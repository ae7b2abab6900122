using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A block of registers with a shadow in memory: what did not change is not written.</summary>
public sealed class RegisterShadow<THal>
    where THal : struct, IHal
{
    private const int Words = 64;

    private readonly MmioRegion _registers;
    private readonly uint[] _shadow = new uint[Words];
    private readonly Lock _lock = new();

    public RegisterShadow(PhysAddr paddr)
    {
        _registers = MmioRegion.Map<THal>(paddr, Words * sizeof(uint));
        for (int i = 0; i < Words; i++)
        {
            _shadow[i] = _registers.Read32((nuint)i * sizeof(uint));
        }
    }

    public void Update(int word, uint mask, uint value)
    {
        lock (_lock)
        {
            uint next = (_shadow[word] & ~mask) | (value & mask);
            if (next != _shadow[word])
            {
                _shadow[word] = next;
                _registers.Write32((nuint)word * sizeof(uint), next);
            }
        }
    }

    public bool WaitFor(int word, uint mask, uint value, int milliseconds)
    {
        var deadline = Deadline.In(milliseconds);
        while ((_registers.Read32((nuint)word * sizeof(uint)) & mask) != value)
        {
            if (deadline.Expired)
            {
                return false;
            }

            Thread.SpinWait(20);
        }

        return true;
    }

    public byte[] Snapshot()
    {
        var copy = new byte[Words * sizeof(uint)];
        for (int i = 0; i < Words; i++)
        {
            BitConverter.TryWriteBytes(copy.AsSpan(i * 4), _registers.Read32((nuint)i * sizeof(uint)));
        }

        return copy;
    }

    public int Send(Device device)
    {
        using var memory = new PinnedBuffer(Snapshot());
        using var shared = new SharedScope<THal>(memory.Buffer, DriverToDevice);
        int error = device.Start(shared.Paddr, memory.Buffer.Length);
        if (error == 0 && !device.Wait(10))
        {
            device.Reset();
            error = -110;
        }

        return error;
    }
}

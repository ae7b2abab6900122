using System;
using System.Collections.Generic;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Command buffers of a GPU: one retires when its fence has been passed, in order.</summary>
public sealed class GpuFence<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly MmioRegion _registers;
    private readonly Queue<(ulong Fence, Shared<THal> Commands)> _submitted = new();
    private ulong _nextFence = 1;

    public GpuFence(MmioRegion registers) => _registers = registers;

    public ulong Submit(DmaBuffer commands)
    {
        Retire();
        var shared = new Shared<THal>(commands, DriverToDevice);
        _submitted.Enqueue((_nextFence, shared));
        _registers.Write64(0x40, shared.Paddr.Value);
        _registers.Write32(0x48, (uint)commands.Length);
        _registers.Write64(0x50, _nextFence);
        return _nextFence++;
    }

    public void Retire()
    {
        ulong passed = _registers.Read64(0x58);
        while (_submitted.TryPeek(out var oldest) && oldest.Fence <= passed)
        {
            _submitted.Dequeue().Commands.Unshare();
        }
    }

    public bool WaitFor(ulong fence, TimeSpan timeout)
    {
        if (!SpinWait.SpinUntil(() => _registers.Read64(0x58) >= fence, timeout))
        {
            return false;
        }

        Retire();
        return true;
    }

    public void Dispose()
    {
        _registers.Write32(0x00, 0x8000_0000);
        SpinWait.SpinUntil(() => _registers.Read32(0x00) == 0);
        while (_submitted.TryDequeue(out var entry))
        {
            entry.Commands.Unshare();
        }
    }
}

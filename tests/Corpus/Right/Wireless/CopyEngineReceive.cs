using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A receive ring whose buffers are found by an identifier, not by their place.</summary>
public sealed class CopyEngineReceive<THal>(Queue pipe, int size) : IDisposable
    where THal : struct, IHal
{
    private sealed class Buffer
    {
        public required PinnedBuffer Memory { get; init; }

        public required PhysAddr Paddr { get; init; }
    }

    private readonly Dictionary<ulong, Buffer> _byAddress = [];
    private readonly Lock _lock = new();

    public int Post(int count)
    {
        lock (_lock)
        {
            int posted = 0;
            while (posted < count)
            {
                PinnedBuffer memory = new(size);
                PhysAddr paddr;
                try
                {
                    paddr = THal.Share(memory.Buffer, DeviceToDriver);
                }
                catch (DmaException)
                {
                    memory.Dispose();
                    break;
                }

                if (pipe.AddOrError(paddr, memory.Buffer) is var error and < 0)
                {
                    Log.Info($"error {error} after {posted} buffers");
                    THal.Unshare(paddr, memory.Buffer, DeviceToDriver);
                    memory.Dispose();
                    break;
                }

                _byAddress[paddr.Value] = new Buffer { Memory = memory, Paddr = paddr };
                posted++;
            }

            return posted;
        }
    }

    public bool TryReceive(Span<byte> into, out int length)
    {
        lock (_lock)
        {
            length = 0;
            if (!pipe.TryPop(out PhysAddr paddr, out _) || !_byAddress.Remove(paddr.Value, out Buffer? buffer))
            {
                return false;
            }

            THal.Unshare(buffer.Paddr, buffer.Memory.Buffer, DeviceToDriver);
            length = Math.Min(into.Length, size);
            buffer.Memory.Buffer.AsReadOnlySpan()[..length].CopyTo(into);
            buffer.Memory.Dispose();
            return true;
        }
    }

    /// <summary>After the pipe was halted.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (Buffer buffer in _byAddress.Values)
            {
                THal.Unshare(buffer.Paddr, buffer.Memory.Buffer, DeviceToDriver);
                buffer.Memory.Dispose();
            }

            _byAddress.Clear();
        }
    }
}

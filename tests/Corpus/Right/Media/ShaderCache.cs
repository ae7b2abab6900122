using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A cache of shader programs that live in memory of the GPU's. Every program owns its pages; eviction and Dispose go through one member,
// after the GPU is idle.
internal sealed unsafe class ShaderCache<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly record struct Program(Dma<THal> Memory, int Length, long LastUse);

    private const int Limit = 64;

    private readonly Device _gpu;
    private readonly Dictionary<ulong, Program> _programs = [];
    private long _clock;

    public ShaderCache(Device gpu) => _gpu = gpu;

    public PhysAddr Load(ulong hash, ReadOnlySpan<byte> code)
    {
        if (_programs.TryGetValue(hash, out Program known))
        {
            _programs[hash] = known with { LastUse = ++_clock };
            return known.Memory.Paddr;
        }

        if (_programs.Count >= Limit)
        {
            EvictOldest();
        }

        if (code.IsEmpty)
        {
            throw new ArgumentException("A program has code.", nameof(code));
        }

        var memory = new Dma<THal>(HalConstants.PagesFor((nuint)code.Length), BufferDirection.DriverToDevice);
        code.CopyTo(memory.AsSpan());
        _programs.Add(hash, new Program(memory, code.Length, ++_clock));
        return memory.Paddr;
    }

    public void Dispose()
    {
        _gpu.Reset();
        foreach (Program program in _programs.Values)
        {
            program.Memory.Dispose();
        }

        _programs.Clear();
    }

    private void EvictOldest()
    {
        ulong oldest = 0;
        long use = long.MaxValue;
        foreach (var (hash, program) in _programs)
        {
            if (program.LastUse < use)
            {
                oldest = hash;
                use = program.LastUse;
            }
        }

        if (!_gpu.Wait(100))
        {
            _gpu.Reset();
        }

        if (_programs.Remove(oldest, out Program victim))
        {
            victim.Memory.Dispose();
        }
    }
}

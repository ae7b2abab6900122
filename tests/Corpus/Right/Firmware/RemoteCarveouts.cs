using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// The start of a remote processor, whose resource table asks for memory by name. Carve-outs that were made before a failure are given
// back in reverse order; Stop halts the core first.
internal sealed unsafe class RemoteCarveouts<THal>
    where THal : struct, IHal
{
    private readonly Device _core;
    private readonly Stack<(string Name, Dma<THal> Memory)> _carveouts = new();

    public RemoteCarveouts(Device core) => _core = core;

    public bool Boot(IReadOnlyList<KeyValuePair<string, int>> wanted, ReadOnlySpan<byte> image)
    {
        foreach (var (name, bytes) in wanted)
        {
            if (bytes <= 0 || !Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)bytes), BufferDirection.Both, out Dma<THal>? memory))
            {
                Log.Info($"no memory for {name}");
                Release();
                return false;
            }

            _carveouts.Push((name, memory));
        }

        if (Find("text") is not { } text || (nuint)image.Length > text.Length)
        {
            Release();
            return false;
        }

        image.CopyTo(text.AsSpan());
        _core.Program(text.Paddr, image.Length);
        _core.Kick();
        if (_core.Wait(1000))
        {
            return true;
        }

        Stop();
        return false;
    }

    public Dma<THal>? Find(string name)
    {
        foreach (var (known, memory) in _carveouts)
        {
            if (known == name)
            {
                return memory;
            }
        }

        return null;
    }

    public void Stop()
    {
        _core.Reset();
        Release();
    }

    private void Release()
    {
        while (_carveouts.TryPop(out var entry))
        {
            entry.Memory.Dispose();
        }
    }
}

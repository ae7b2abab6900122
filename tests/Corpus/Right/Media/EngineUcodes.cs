using System;
using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

namespace Drivers;

// Like Linux amdgpu: several small engines get a microcode each; the ones that are loaded stay while others fail. An engine's code stays
// in its region for the engine's life, kept in a table by engine.
public enum Engine
{
    Graphics,
    Compute,
    Copy,
    Decode,
}

public sealed class EngineUcodes<THal>(IReadOnlyDictionary<Engine, Device> engines) : IDisposable
    where THal : struct, IHal
{
    private readonly Dictionary<Engine, Dma<THal>> _loaded = [];

    public IEnumerable<Engine> Missing => engines.Keys.Except(_loaded.Keys);

    public bool Load(Engine engine, ReadOnlySpan<byte> code)
    {
        if (code.IsEmpty || !engines.TryGetValue(engine, out Device? device) || _loaded.ContainsKey(engine))
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)code.Length), BufferDirection.DriverToDevice, out var memory))
        {
            return false;
        }

        code.CopyTo(memory.AsSpan());
        if (device.Start(memory.Paddr, code.Length) != 0)
        {
            memory.Dispose();
            return false;
        }

        if (!device.Wait(100))
        {
            device.Reset();
            memory.Dispose();
            return false;
        }

        _loaded.Add(engine, memory);
        return true;
    }

    public void Unload(Engine engine)
    {
        if (_loaded.Remove(engine, out Dma<THal>? memory))
        {
            engines[engine].Reset();
            memory.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (Engine engine in _loaded.Keys.ToArray())
        {
            Unload(engine);
        }
    }
}

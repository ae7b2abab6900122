using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The installation of keys in a wireless card. The key is wiped after the share has ended, never while the device may read it.
internal sealed class StationKeys<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint InstallKey = 0x40;
    private const uint RemoveKey = 0x41;

    private readonly Mailbox _firmware;
    private readonly PinnedBuffer _scratch = new(64);
    private readonly HashSet<int> _installed = [];

    public StationKeys(Mailbox firmware) => _firmware = firmware;

    public bool Install(int index, ReadOnlySpan<byte> key)
    {
        if (key.Length > 32 || index is < 0 or > 7)
        {
            return false;
        }

        Span<byte> bytes = _scratch.Buffer.AsSpan();
        bytes[0] = (byte)index;
        bytes[1] = (byte)key.Length;
        key.CopyTo(bytes[2..]);
        int status = Run(InstallKey);
        bytes.Clear();
        if (status != 0)
        {
            return false;
        }

        _installed.Add(index);
        return true;
    }

    public void RemoveAll()
    {
        foreach (int index in _installed)
        {
            _scratch.Buffer[0] = (byte)index;
            if (Run(RemoveKey) != 0)
            {
                Log.Info($"key {index} was not removed");
            }
        }

        _installed.Clear();
    }

    public void Dispose()
    {
        RemoveAll();
        _scratch.Dispose();
    }

    private int Run(uint opcode)
    {
        using var shared = new SharedScope<THal>(_scratch.Buffer, DriverToDevice);
        return _firmware.Execute(opcode, shared.Paddr);
    }
}

using System;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An AHCI port: 32 command slots with a table each in one region, data mapped for each command.</summary>
public sealed unsafe class AhciPort<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Prd
    {
        public ulong Base;
        public uint Reserved;
        public uint Count;
    }

    private sealed class Command(DmaBuffer data, bool write)
    {
        public DmaBuffer Data { get; } = data;

        public BufferDirection Direction { get; } = write ? DriverToDevice : DeviceToDriver;

        public PhysAddr Address { get; set; }

        public TaskCompletionSource<bool> Done { get; } = new();
    }

    private const int TableBytes = 256;
    private readonly MmioRegion _port;
    private readonly Dma<THal> _tables;
    private readonly Command?[] _commands = new Command?[32];

    public AhciPort(PhysAddr bar, int port)
    {
        _port = MmioRegion.Map<THal>(bar, 0x1100).Slice((nuint)(0x100 + port * 0x80), 0x80);
        _tables = new Dma<THal>(HalConstants.PagesFor(32 * TableBytes), DriverToDevice);
    }

    public Task<bool> Issue(DmaBuffer data, bool write)
    {
        int slot = Array.IndexOf(_commands, null);
        if (slot < 0)
        {
            return Task.FromResult(false);
        }

        var command = new Command(data, write);
        command.Address = THal.Share(data, command.Direction);
        _commands[slot] = command;
        Prd* prd = _tables.Pointer<Prd>((nuint)(slot * TableBytes + 0x80));
        *prd = new Prd { Base = command.Address.Value, Count = (uint)(data.Length - 1) };
        _port.Write32(0x38, 1u << slot);
        return command.Done.Task;
    }

    public void OnInterrupt()
    {
        uint status = _port.Read32(0x10);
        _port.Write32(0x10, status);
        if ((status & 0x4000_0000) != 0)
        {
            Stop();
            Complete(uint.MaxValue, false);
            return;
        }

        Complete(~_port.Read32(0x38), true);
    }

    public void Dispose()
    {
        Stop();
        Complete(uint.MaxValue, false);
        _tables.Dispose();
    }

    private void Stop()
    {
        _port.Write32(0x18, _port.Read32(0x18) & ~1u);
        while ((_port.Read32(0x18) & 0x8000) != 0)
        {
            Thread.Yield();
        }
    }

    private void Complete(uint slots, bool good)
    {
        for (int slot = 0; slot < _commands.Length; slot++)
        {
            if ((slots & (1u << slot)) == 0 || _commands[slot] is not { } command)
            {
                continue;
            }

            _commands[slot] = null;
            THal.Unshare(command.Address, command.Data, command.Direction);
            command.Done.TrySetResult(good);
        }
    }
}

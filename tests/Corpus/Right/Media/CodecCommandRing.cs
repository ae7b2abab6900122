using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// The command and response rings of an audio link: verbs go out by one ring, answers come in by the other. Each ring is allocated for
// its side to write; indices wrap at the size of the ring.
public sealed unsafe class CodecLink<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Entries = 256;
    private const int CommandWrite = 0x48;
    private const int ResponseWrite = 0x58;

    private readonly Device _link;
    private readonly Dma<THal> _commands;
    private readonly Dma<THal> _responses;
    private int _written;
    private int _read;

    public CodecLink(Device link)
    {
        _link = link;
        _commands = new Dma<THal>(1, BufferDirection.DriverToDevice);
        try
        {
            _responses = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        }
        catch
        {
            _commands.Dispose();
            throw;
        }

        _link.Program(_commands.Paddr, Entries);
        _link.Program(_responses.Paddr, Entries);
    }

    public uint? Execute(uint verb)
    {
        _written = (_written + 1) % Entries;
        Volatile.Write(ref *_commands.Pointer<uint>((nuint)_written * sizeof(uint)), verb);
        _link.WriteRegister(CommandWrite, (ulong)_written);

        var deadline = Deadline.In(1000);
        while ((int)(_link.ReadRegister(ResponseWrite) % Entries) == _read)
        {
            if (deadline.Expired)
            {
                return null;
            }
        }

        _read = (_read + 1) % Entries;
        ulong answer = Volatile.Read(ref *_responses.Pointer<ulong>((nuint)_read * sizeof(ulong)));
        return (uint)answer;
    }

    public uint Parameter(int node, int parameter) =>
        Execute((uint)(node << 20) | 0xF0000u | (uint)parameter) ?? throw new DeviceException("The codec does not answer.");

    public void Dispose()
    {
        _link.Reset();
        _responses.Dispose();
        _commands.Dispose();
    }
}

using System.Numerics;
using Devices;
using Hal;

namespace Drivers;

// The command slots of a SATA port: a bit mask of slots in use, and a table entry for each. A slot's bit and its share come and go
// together; the port is reset before slots that hang are released.
public sealed class SataPort<THal>
    where THal : struct, IHal
{
    private const int Slots = 32;
    private const int IssueRegister = 0x38;

    private readonly Device _port;
    private readonly Command[] _commands = new Command[Slots];
    private uint _busy;

    public SataPort(Device port) => _port = port;

    public int Issue(DmaBuffer data, bool write)
    {
        int slot = BitOperations.TrailingZeroCount(~_busy);
        if (slot >= Slots)
        {
            return -1;
        }

        BufferDirection direction = write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
        PhysAddr address = THal.Share(data, direction);
        _commands[slot] = new Command(address, data, direction);
        _busy |= 1u << slot;
        _port.Program(address, data.Length);
        _port.WriteRegister(IssueRegister, 1u << slot);
        return slot;
    }

    public uint Complete()
    {
        uint done = _busy & ~_port.ReadRegister(IssueRegister);
        for (uint rest = done; rest != 0; rest &= rest - 1)
        {
            Release(BitOperations.TrailingZeroCount(rest));
        }

        return done;
    }

    public void HandleError()
    {
        _port.Reset();
        while (_busy != 0)
        {
            Release(BitOperations.TrailingZeroCount(_busy));
        }
    }

    private void Release(int slot)
    {
        Command command = _commands[slot];
        THal.Unshare(command.Address, command.Data, command.Direction);
        _commands[slot] = default;
        _busy &= ~(1u << slot);
    }

    private readonly record struct Command(PhysAddr Address, DmaBuffer Data, BufferDirection Direction);
}

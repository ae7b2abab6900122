using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Ref structs of the driver's own around the library's scope.
public ref struct CommandScope<THal>
    where THal : struct, IHal
{
    private SharedScope<THal> _input;
    private SharedScope<THal> _output;

    public CommandScope(DmaBuffer input, DmaBuffer output)
    {
        _input = new SharedScope<THal>(input, DriverToDevice);
        try
        {
            _output = new SharedScope<THal>(output, DeviceToDriver);
        }
        catch
        {
            _input.Dispose();
            throw;
        }
    }

    public readonly PhysAddr Input => _input.Paddr;

    public readonly PhysAddr Output => _output.Paddr;

    public void Abandon()
    {
        _input.Abandon();
        _output.Abandon();
    }

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
    }
}

public sealed class WrapperOverScope<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Execute(DmaBuffer input, DmaBuffer output)
    {
        var scope = new CommandScope<THal>(input, output);
        try
        {
            int error = mailbox.Execute(5, scope.Input, scope.Output);
            if (error == -110)
            {
                scope.Abandon();
            }

            return error;
        }
        finally
        {
            scope.Dispose();
        }
    }
}

using Hal;
using Devices;

/// <summary>A hash unit: a digest that does not finish in time is stopped and its input given back.</summary>
public sealed unsafe class HashUnit<THal>
    where THal : struct, IHal
{
    private readonly Device _unit = new();

    public int Update(byte* data, int length)
    {
        DmaBuffer input = new(data, length);
        PhysAddr address = THal.Share(input, BufferDirection.DriverToDevice);
        _unit.Program(address, length);
        _unit.Kick();

        var deadline = Deadline.In(100);
        while (!_unit.Poll())
        {
            if (deadline.Expired)
            {
                _unit.Reset();
                THal.Unshare(address, input, BufferDirection.DriverToDevice);
                return -110;
            }
        }

        THal.Unshare(address, input, BufferDirection.DriverToDevice);
        return 0;
    }
}

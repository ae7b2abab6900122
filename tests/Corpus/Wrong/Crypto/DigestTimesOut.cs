using Hal;
using Devices;

// Like fixes in Linux (drivers/crypto/stm32, the hash unit's wait).
/// <summary>A hash unit: a digest that does not finish in time leaves its input shared.</summary>
public sealed unsafe class HashUnit<THal>
    where THal : struct, IHal
{
    private readonly Device _unit = new();

    public int Update(byte* data, int length)
    {
        DmaBuffer input = new(data, length);
        PhysAddr address = THal.Share(input, BufferDirection.DriverToDevice); //! HAL1002
        _unit.Program(address, length);
        _unit.Kick();

        var deadline = Deadline.In(100);
        while (!_unit.Poll())
        {
            if (deadline.Expired)
            {
                return -110;
            }
        }

        THal.Unshare(address, input, BufferDirection.DriverToDevice);
        return 0;
    }
}

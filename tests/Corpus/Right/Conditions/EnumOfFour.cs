using Devices;
using Hal;

public enum DataFlow
{
    None,
    In,
    Out,
    InOut,
}

public sealed class EnumOfFour<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Execute(DataFlow flow, DmaBuffer input, DmaBuffer output)
    {
        PhysAddr inputAddress = flow is DataFlow.Out or DataFlow.InOut ? THal.Share(input, BufferDirection.DriverToDevice) : default;
        PhysAddr outputAddress = flow is DataFlow.In or DataFlow.InOut ? THal.Share(output, BufferDirection.DeviceToDriver) : default;
        int error = mailbox.Execute((uint)flow, inputAddress);
        switch (flow)
        {
            case DataFlow.In:
                THal.Unshare(outputAddress, output, BufferDirection.DeviceToDriver);
                break;
            case DataFlow.Out:
                THal.Unshare(inputAddress, input, BufferDirection.DriverToDevice);
                break;
            case DataFlow.InOut:
                THal.Unshare(outputAddress, output, BufferDirection.DeviceToDriver);
                THal.Unshare(inputAddress, input, BufferDirection.DriverToDevice);
                break;
        }

        return error;
    }
}

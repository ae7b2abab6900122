using Devices;
using Hal;

public sealed class AnswerAsState<THal>(VendorQueue host)
    where THal : struct, IHal
{
    private enum SendState
    {
        Sent,
        Dropped,
        Busy,
    }

    public int Send(DmaBuffer pages)
    {
        PhysAddr address = THal.Share(pages, BufferDirection.DriverToDevice);
        SendState state = host.Submit(address, pages) switch
        {
            SubmitResult.Queued => SendState.Sent,
            SubmitResult.Completed => SendState.Dropped,
            _ => SendState.Busy,
        };

        switch (state)
        {
            case SendState.Sent:
                return 0;
            case SendState.Dropped:
                THal.Unshare(address, pages, BufferDirection.DriverToDevice);
                return 0;
            default:
                THal.Unshare(address, pages, BufferDirection.DriverToDevice);
                return -16;
        }
    }
    public int Send2(DmaBuffer pages)
    {
        PhysAddr address = THal.Share(pages, BufferDirection.DriverToDevice);
        SendState state = host.Submit(address, pages) switch
        {
            SubmitResult.Queued => SendState.Sent,
            SubmitResult.Completed => SendState.Dropped,
            _ => SendState.Busy,
        };
        int code;
        switch (state)
        {
            case SendState.Sent:
                return 0;
            case SendState.Dropped:
                code = 3;
                break;
            default:
                code = 4;
                break;
        }

        THal.Unshare(address, pages, BufferDirection.DriverToDevice);
        return code;
    }
    public int Send3(DmaBuffer pages)
    {
        PhysAddr address = THal.Share(pages, BufferDirection.DriverToDevice);
        SendState state = host.Submit(address, pages) switch
        {
            SubmitResult.Queued => SendState.Sent,
            SubmitResult.Completed => SendState.Dropped,
            _ => SendState.Busy,
        };
        if (state != SendState.Sent)
            THal.Unshare(address, pages, BufferDirection.DriverToDevice);
        return (int)state;
    }
}

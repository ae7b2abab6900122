using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>The address of a share is dropped in the statement that makes it (contracts C8, C9).</summary>
public sealed class HAL1003ShareResultDiscardedTests
{
    [Fact]
    public void Diagnostics_Expression_statement() => Flow.Check(
        """
        void Prepare(DmaBuffer buffer)
        {
            THal.Share(buffer, DriverToDevice); //! HAL1003
        }
        """);

    [Fact]
    public void Diagnostics_Discard() => Flow.Check(
        """
        void Prepare(DmaBuffer buffer)
        {
            _ = THal.Share(buffer, DriverToDevice); //! HAL1003
        }
        """);

    [Fact]
    public void Diagnostics_Shared_value_that_nobody_keeps() => Flow.Check(
        """
        void Prepare(DmaBuffer buffer)
        {
            new Shared<THal>(buffer, DriverToDevice); //! HAL1003
            _ = new Shared<THal>(buffer, DriverToDevice); //! HAL1003
        }
        """);

    [Fact]
    public void Diagnostics_In_a_loop() => Flow.Check(
        """
        void Prepare(DmaBuffer[] buffers)
        {
            foreach (DmaBuffer buffer in buffers)
            {
                THal.Share(buffer, DeviceToDriver); //! HAL1003
            }
        }
        """);

    [Fact]
    public void Diagnostics_Result_of_a_MustUnshare_method() => Flow.Check(
        """
        [return: MustUnshare]
        static PhysAddr Map(DmaBuffer buffer) => THal.Share(buffer, DriverToDevice);

        void Prepare(DmaBuffer buffer)
        {
            Map(buffer); //! HAL1003
        }
        """);

    [Fact]
    public void Valid_Passed_on() => Flow.Check(
        """
        void Prepare(DmaBuffer buffer)
        {
            queue.Add(THal.Share(buffer, DriverToDevice), buffer);
        }
        """);

    [Fact]
    public void Valid_Returned() => Flow.Check(
        """
        PhysAddr Prepare(DmaBuffer buffer) => THal.Share(buffer, DriverToDevice);
        """);

    [Fact]
    public void Valid_Kept_in_a_field() => Flow.Check(
        """
        internal PhysAddr paddr;

        void Prepare(DmaBuffer buffer) => paddr = THal.Share(buffer, DriverToDevice);
        """);

    [Fact]
    public void Diagnostics_Kept_and_then_lost_is_HAL1002() => Flow.Check(
        """
        void Prepare(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            device.Submit(paddr);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "The address of the shared buffer 'request' is discarded, so it can never be unshared (contract C9)",
        Flow.MessageOf(
            """
            void Prepare(DmaBuffer request)
            {
                THal.Share(request, DriverToDevice);
            }
            """));
}

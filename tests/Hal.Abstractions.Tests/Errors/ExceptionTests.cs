using System;
using Xunit;

namespace Hal.Tests.Errors;

public class ExceptionTests
{
    [Fact]
    public void A_broken_contract_is_not_a_HalException() => Assert.False(typeof(HalException).IsAssignableFrom(typeof(HalContractException)));

    [Fact]
    public void A_DmaException_is_a_HalException()
    {
        var cause = new InvalidOperationException("cause");
        var exception = new DmaException("text", cause);
        Assert.IsAssignableFrom<HalException>(exception);
        Assert.Equal("text", exception.Message);
        Assert.Same(cause, exception.InnerException);
        Assert.Equal("text", new DmaException("text").Message);
        Assert.Same(cause, new HalException("text", cause).InnerException);
    }

    [Fact]
    public void A_broken_contract_names_its_rule()
    {
        var exception = new HalContractException("HAL1004", "unshared twice");
        Assert.Equal("HAL1004", exception.RuleId);
        Assert.Equal("HAL1004: unshared twice", exception.Message);
    }
}
